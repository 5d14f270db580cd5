import './account-types';
import './sign-in-types';
import './viewer-types';
