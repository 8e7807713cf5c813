/** The storage verbs of applications: what ports.ts says of a call and of a condition holds here too. */

/** A registered application and the extension properties it owns (graph-spec.md 7). */
export interface Application {
  /** Object id, lower case. */
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly created: string;
}

/** An attribute that an application added to the directory; rules may use it while it is registered. */
export interface ExtensionProperty {
  readonly id: string;
  /** `extension_{appId without hyphens}_{name}` */
  readonly name: string;
  readonly applicationId: string;
  readonly appDisplayName: string;
  readonly dataType: string;
  readonly isMultiValued: boolean;
  readonly targetObjects: readonly string[];
}

/** Applications and extension properties: few, read whole. */
export interface ApplicationStore {
  list(): Promise<readonly Application[]>;
  /** False when the id or the appId is taken. */
  insert(application: Application): Promise<boolean>;
  remove(application: Pick<Application, 'id' | 'appId'>): Promise<void>;
  /** All extension properties of all applications. */
  listExtensions(): Promise<readonly ExtensionProperty[]>;
  /** False when the name is taken. */
  insertExtension(property: ExtensionProperty): Promise<boolean>;
  removeExtension(property: ExtensionProperty): Promise<void>;
}
