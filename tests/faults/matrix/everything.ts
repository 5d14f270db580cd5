import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  parse,
  print,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

export interface Wish {
  /** Through how many objects below the branch. */
  readonly depth: number;
  /** The one object of the answer to follow; null for its plain fields alone. */
  readonly branch: string | null;
  /** Paths of the answer, without places in lists, that are left out: `needs.edges.node.claims`. */
  readonly leftOut: ReadonlySet<string>;
}

/** A question of the matrix, ready to be asked for everything its answer can hold. */
export class WholeQuestion {
  private readonly type: GraphQLNamedType;
  private readonly head: string;
  private readonly root: string;

  /** Of an interface only `about` is asked for, the type that the id names. */
  constructor(
    private readonly schema: GraphQLSchema,
    text: string,
    private readonly about: string | null,
  ) {
    const operation = parse(text).definitions[0] as OperationDefinitionNode;
    const [root] = operation.selectionSet.selections;
    const field = root?.kind === 'Field' ? schema.getQueryType()?.getFields()[root.name.value] : undefined;
    if (root?.kind !== 'Field' || !field) throw new Error(`Not a query: ${text}`);
    const variables = (operation.variableDefinitions ?? []).map((variable) => print(variable)).join(', ');
    this.root = root.name.value;
    this.head = `query ${variables === '' ? '' : `(${variables})`} { ${print({ ...root, selectionSet: undefined })}`;
    this.type = getNamedType(field.type);
  }

  /** The objects that the answer leads to. */
  get branches(): string[] {
    const type = this.core;
    return type
      ? fieldsOf(type).flatMap((field) => (isLeafType(getNamedType(field.type)) ? [] : [field.name]))
      : [];
  }

  ask(wish: Wish): string {
    return `${this.head} ${this.select(this.type, wish, this.root, true)} }`;
  }

  /** The type whose fields matter: what a connection connects, what an interface stands for. */
  private get core(): GraphQLObjectType | null {
    let type: GraphQLNamedType | undefined = this.type;
    while (isObjectType(type) && isWrapper(type)) {
      const { edges, node } = type.getFields();
      type = getNamedType((edges ?? node)?.type);
    }
    if (isAbstractType(type)) type = this.about ? this.schema.getType(this.about) : undefined;
    return isObjectType(type) ? type : null;
  }

  private select(type: GraphQLNamedType, wish: Wish, path: string, isTop: boolean): string {
    if (isLeafType(type)) return '';
    if (isAbstractType(type)) {
      const possible = this.schema.getPossibleTypes(type).filter(({ name }) => !isTop || name === this.about);
      return `{ __typename ${possible.map((part) => `... on ${part.name} ${this.select(part, wish, path, isTop)}`).join(' ')} }`;
    }
    if (!isObjectType(type)) return '';
    const parts = fieldsOf(type).flatMap((field) => {
      const at = `${path}.${field.name}`;
      const below = getNamedType(field.type);
      if (wish.leftOut.has(at)) return [];
      if (isLeafType(below)) return [aliased(type, field)];
      if (isWrapper(type)) return [`${field.name} ${this.select(below, wish, at, isTop)}`];
      if (isTop)
        return field.name === wish.branch
          ? [`${aliased(type, field)} ${this.select(below, wish, at, false)}`]
          : [];
      if (wish.depth === 0) return [];
      return [`${aliased(type, field)} ${this.select(below, { ...wish, depth: wish.depth - 1 }, at, false)}`];
    });
    return `{ __typename ${parts.join(' ')} }`;
  }
}

/** Connections and their edges are no step on the way. */
const isWrapper = ({ name }: GraphQLNamedType): boolean => /(Connection|Edge)$/.test(name);

const fieldsOf = (type: GraphQLObjectType): GraphQLField<unknown, unknown>[] =>
  Object.values(type.getFields()).filter((field) => !field.args.some(isRequiredArgument));

/** A field under a name of its own: two types behind one interface may give a name different types. */
function aliased(owner: GraphQLObjectType, { name, type }: GraphQLField<unknown, unknown>): string {
  const inner = isNonNullType(type) ? type.ofType : type;
  const shape = `${isNonNullType(type) ? 'required' : 'optional'}${isListType(inner) ? 'List' : ''}`;
  return `${name}_of_${owner.name}_${shape}: ${name}`;
}

/** Where an answer failed, as `Wish.leftOut` names it. */
export const pathOf = (path: readonly (string | number)[] | undefined): string =>
  (path ?? [])
    .filter((part) => typeof part === 'string')
    .map((part) => part.split('_of_')[0])
    .join('.');
