interface NeedFact {
  needId: string;
}

export interface NeedEvents {
  'need:drafted': NeedFact;
  'need:submitted': NeedFact;
  'need:published': NeedFact;
  'need:taken_off_view': NeedFact;
  'need:put_on_view': NeedFact;
  'need:returned': NeedFact;
  'need:edited': NeedFact;
  'need:cancelled': NeedFact;
  'need:task_cancelled': NeedFact & { taskId: string };
  'need:started': NeedFact;
  'need:completed': NeedFact;
  'import:started': { importId: string };
  'import:progress': { importId: string; rowsRead: number };
  'import:finished': { importId: string };
  'import:undone': { importId: string };
}
