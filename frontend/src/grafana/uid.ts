/** uid matches the ids that Grafana calls UIDs. Source: Grafana, pkg/util/shortid_generator.go. */
const uid = /^[A-Za-z0-9_-]{1,40}$/;

/** isUid reports whether a text can be the UID of a dashboard, a folder or a rule. */
export function isUid(text: string): boolean {
  return uid.test(text);
}
