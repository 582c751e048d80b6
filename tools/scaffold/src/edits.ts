/** A change of an existing file: takes its text and gives the new one. Throws an `Error` if it does not find its place. */
export type Edit = (text: string) => string;

/** Adds an import after the last one; the formatter sorts them. */
export function addImport(line: string): Edit {
  return (text) => {
    const last = [...text.matchAll(/^import [^;]*;$/gm)].at(-1);
    if (!last) throw new Error('it has no import');
    const end = last.index + last[0].length;
    return `${text.slice(0, end)}\n${line}${text.slice(end)}`;
  };
}

/** Adds an item as the last one of a list that is declared as `const NAME … = [`. */
export function addToList(name: string, item: string): Edit {
  return (text) => {
    const start = text.search(new RegExp(`const ${name}\\b[^=]*=[^[]*\\[`));
    const end = start < 0 ? -1 : text.indexOf('];', start);
    if (end < 0) throw new Error(`there is no list called ${name}`);
    const before = text.slice(0, end).trimEnd();
    const comma = /[[,]$/.test(before) ? '' : ',';
    return `${before}${comma}\n${item},\n${text.slice(end)}`;
  };
}

/** Adds a row at the end of the table in Markdown whose head starts with `head`. */
export function addRow(head: string, row: string): Edit {
  return (text) => {
    const lines = text.split('\n');
    const start = lines.findIndex((line) => line.replace(/\s+/g, ' ').startsWith(head));
    if (start < 0) throw new Error(`there is no table that starts with "${head}"`);
    const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
    return lines.toSpliced(start + length, 0, row).join('\n');
  };
}

/** Adds a member to an object in JSON, below the keys that lead to it. */
export function addMember(keys: readonly string[], name: string, value: string): Edit {
  return (text) => {
    const json = JSON.parse(text);
    const object = keys.reduce((parent, key) => parent?.[key], json);
    if (typeof object !== 'object') throw new Error(`there is no object ${keys.join('.')}`);
    object[name] = value;
    return `${JSON.stringify(json, null, 2)}\n`;
  };
}
