/** ShapeError says that an answer does not look as docs/wire.md describes it. */
export class ShapeError extends Error {}

/** isObject reports whether a parsed JSON value is an object, not a list and not null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Fields reads the members of one JSON object by type. Every method throws a ShapeError that names the
 * member when it is not what was promised; a member that may be absent may also not be of another type.
 */
export class Fields {
  readonly #members: Record<string, unknown>;
  readonly #where: string;

  constructor(value: unknown, where: string) {
    if (!isObject(value)) throw new ShapeError(`${where} is not an object`);
    this.#members = value;
    this.#where = where;
  }

  /** raw returns a member as it came. */
  raw(name: string): unknown {
    return this.#members[name];
  }

  /** string reads a text, which may be empty. */
  string(name: string): string {
    const value = this.#members[name];
    if (typeof value !== 'string') throw this.wrong(name, 'a string');
    return value;
  }

  /** optionalString reads a text that may be absent. */
  optionalString(name: string): string | undefined {
    return this.#members[name] === undefined ? undefined : this.string(name);
  }

  /** index reads a whole number from zero up. */
  index(name: string): number {
    const value = this.#members[name];
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
      throw this.wrong(name, 'a whole number');
    }
    return value;
  }

  /** optionalNumber reads any number that may be absent. */
  optionalNumber(name: string): number | undefined {
    const value = this.#members[name];
    if (value === undefined) return undefined;
    if (typeof value !== 'number') throw this.wrong(name, 'a number');
    return value;
  }

  /** optional reads a member that may be absent with parse. */
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

  /** optionalBoolean reads true or false, or nothing. */
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

  /** list reads a JSON array, each element with parse. */
  list<T>(name: string, parse: (value: unknown) => T): T[] {
    const value = this.#members[name];
    if (!Array.isArray(value)) throw this.wrong(name, 'a list');
    return value.map((element: unknown) => parse(element));
  }

  /** strings reads a list of texts. */
  strings(name: string): string[] {
    return this.list(name, (value) => {
      if (typeof value !== 'string') throw this.wrong(name, 'a list of strings');
      return value;
    });
  }

  /** wrong makes the error that says what a member should have been. */
  wrong(name: string, expected: string): ShapeError {
    return new ShapeError(`${this.#where}.${name} is not ${expected}`);
  }
}
