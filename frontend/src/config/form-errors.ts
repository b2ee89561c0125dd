/** FormErrors says, by the id of a field without "config-", what is wrong. Empty means that the form can be saved. */
export type FormErrors = Partial<Record<string, string>>;
