import { startTransition, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { speakDocumentLanguage } from './i18n/locale';
import { readPagesPatiently } from './live/patient-fetch';

speakDocumentLanguage();
readPagesPatiently();

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <HydratedRouter />
    </StrictMode>,
  );
});
