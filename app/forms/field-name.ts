/** The API names a field by path, a form by name: `['input', 'tasks', '0', 'title']` is `tasks[0].title`. */
export function fieldNameOf(path: readonly string[]): string {
  const steps = path[0] === 'input' ? path.slice(1) : path;
  return steps.reduce((name, step) => {
    if (/^\d+$/.test(step)) return `${name}[${step}]`;
    return name ? `${name}.${step}` : step;
  }, '');
}
