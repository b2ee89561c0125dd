// How the wiki shows an app's macro: the extension that it passes to the app, and the frame.

/** data is the server's description of this page. */
export const data = JSON.parse(document.querySelector('#data').textContent);

/** moduleOf returns the manifest module of a macro, if the app still has it. */
export const moduleOf = (macro) => data.app.macros.find(({ key }) => key === macro.module);

/** pastedInto returns the macro that an address becomes when it is pasted, undefined for none. */
export function pastedInto(address) {
  const module = data.app.macros.find(({ pasted }) => pasted.some((form) => new RegExp(form).test(address)));
  return module && { localId: crypto.randomUUID(), module: module.key, autoConvertLink: address };
}

/** extensionOf returns the extension part of the context of a macro on this page. */
export function extensionOf(macro, more = {}) {
  return {
    type: 'macro',
    isEditing: false,
    ...(macro.config && { config: macro.config }),
    ...(macro.autoConvertLink && { autoConvertLink: macro.autoConvertLink }),
    content: data.content,
    space: data.space,
    references: [],
    ...more,
  };
}

/** showMacro opens a macro's frame in `container`. */
export function showMacro(host, container, macro, more) {
  const module = moduleOf(macro);
  if (!module) {
    container.textContent = `No app provides the macro ${macro.module}.`;
    return undefined;
  }
  return host.open(container, {
    module: module.key,
    src: module.src,
    title: module.title,
    localId: macro.localId,
    inline: module.layout === 'inline',
    extension: () => extensionOf(macro, more),
  });
}
