/**
 * The path of a kernel parameter below /proc/sys, undefined where key is none. Components are
 * separated by "." or by "/", whichever comes first; the other one is then part of a name, such as
 * that of the interface in `net/ipv4/conf/eth0.100/rp_filter`, in dots `net.ipv4.conf.eth0/100.rp_filter`.
 * Source: sysctl(8).
 */
export function sysctlPath(key: string): readonly string[] | undefined {
  // No ":" and "\": they are in no parameter, and "@" and "-" are in names of interfaces.
  if (!/^[A-Za-z0-9_@./-]+$/.test(key)) return undefined;
  const separator = /[./]/.exec(key)?.[0];
  if (separator === undefined) return undefined;
  const components =
    separator === '/'
      ? key.split('/')
      : key.split('.').map((component) => component.replaceAll('/', '.'));
  const climbs = components.some((component) => component === '' || /^\.+$/.test(component));
  return climbs ? undefined : components;
}
