/**
 * FormErrors are the error messages by field id without "config-". Empty means that the form can be
 * saved.
 */
export type FormErrors = Partial<Record<string, string>>;
