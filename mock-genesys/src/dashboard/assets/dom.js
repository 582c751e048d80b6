/** Finds an element that the page is known to have. */
export function byId(id) {
  return document.getElementById(id);
}

/** Makes an element. Texts are set as text, never as markup: names and paths come from callers. */
export function element(name, { text, className, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = String(text);
  if (className) made.className = className;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Gives a select its options, and leaves alone one that has them already or is being used. */
export function fillSelect(select, values, labelOf = (value) => value) {
  const present = [...select.options].map((option) => option.value);
  if (present.join('\n') === values.join('\n')) return;
  const chosen = select.value;
  select.replaceChildren(
    ...values.map((value) => element('option', { value, text: labelOf(value) })),
  );
  if (values.includes(chosen)) select.value = chosen;
}
