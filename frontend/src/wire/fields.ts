/** ShapeError means that an answer does not match docs/wire.md. */
export class ShapeError extends Error {}

/** isObject reports whether a parsed JSON value is an object, neither an array nor null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Fields reads the members of a JSON object by type. Every method throws a ShapeError that names a
 * member of the wrong type. An optional member may be absent, but not of another type.
 */
export class Fields {
  readonly #members: Record<string, unknown>;
  readonly #where: string;

  constructor(value: unknown, where: string) {
    if (!isObject(value)) throw new ShapeError(`${where} is not an object`);
    this.#members = value;
    this.#where = where;
  }

  /** raw returns a member unparsed. */
  raw(name: string): unknown {
    return this.#members[name];
  }

  /** string reads a string, which may be empty. */
  string(name: string): string {
    const value = this.#members[name];
    if (typeof value !== 'string') throw this.wrong(name, 'a string');
    return value;
  }

  /** optionalString reads a string that may be absent. */
  optionalString(name: string): string | undefined {
    return this.#members[name] === undefined ? undefined : this.string(name);
  }

  /** index reads a non-negative integer. */
  index(name: string): number {
    const value = this.#members[name];
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
      throw this.wrong(name, 'a whole number');
    }
    return value;
  }

  /** optionalNumber reads a number that may be absent. */
  optionalNumber(name: string): number | undefined {
    const value = this.#members[name];
    if (value === undefined) return undefined;
    if (typeof value !== 'number') throw this.wrong(name, 'a number');
    return value;
  }

  /** optional parses a member that may be absent. */
  optional<T>(name: string, parse: (value: unknown) => T): T | undefined {
    const value = this.#members[name];
    return value === undefined ? undefined : parse(value);
  }

  /** boolean reads true or false. */
  boolean(name: string): boolean {
    const value = this.#members[name];
    if (typeof value !== 'boolean') throw this.wrong(name, 'true or false');
    return value;
  }

  /** optionalBoolean reads true or false, and may be absent. */
  optionalBoolean(name: string): boolean | undefined {
    return this.#members[name] === undefined ? undefined : this.boolean(name);
  }

  /** time reads an RFC 3339 time as milliseconds since 1970. */
  time(name: string): number {
    const at = Date.parse(this.string(name));
    if (Number.isNaN(at)) throw this.wrong(name, 'a time');
    return at;
  }

  /** optionalTime reads a time that may be absent. */
  optionalTime(name: string): number | undefined {
    return this.#members[name] === undefined ? undefined : this.time(name);
  }

  /** list reads a JSON array and parses each element. */
  list<T>(name: string, parse: (value: unknown) => T): T[] {
    const value = this.#members[name];
    if (!Array.isArray(value)) throw this.wrong(name, 'a list');
    return value.map((element: unknown) => parse(element));
  }

  /** strings reads an array of strings. */
  strings(name: string): string[] {
    return this.list(name, (value) => {
      if (typeof value !== 'string') throw this.wrong(name, 'a list of strings');
      return value;
    });
  }

  /** wrong returns the error for a member that is not what was expected. */
  wrong(name: string, expected: string): ShapeError {
    return new ShapeError(`${this.#where}.${name} is not ${expected}`);
  }
}
