/** The name of a stack. Other services of the domain have hyphens or several labels. */
const host = /^[a-z][a-z0-9]{0,28}\.grafana\.net$/;

/** Hosts of the domain whose names could be a stack's. */
const services =
  /^(?:admin|api|auth|cdn|cloud|docs|grafana|login|mail|play|static|status|www)\.grafana\.net$/;

/** isStack reports whether a host can be that of a stack of Grafana Cloud. */
export function isStack(hostname: string): boolean {
  return host.test(hostname) && !services.test(hostname);
}
