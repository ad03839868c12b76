const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * A name that stands twice in one object of a JSON text, however it is spelt; undefined where there is none. The text has
 * been parsed before: JSON.parse takes the last of them without a word, and others who read the same bytes may take the
 * first.
 */
export function repeatedName(json: string): string | undefined {
  /** The names so far of the objects that are open; undefined for a list. */
  const open: (Set<string> | undefined)[] = [];
  let isName = false;
  for (const [token] of json.matchAll(TOKEN)) {
    const names = open.at(-1);
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (isName && names && token.startsWith('"')) {
      const name = JSON.parse(token) as string;
      if (names.has(name)) return name;
      names.add(name);
    }
    isName = token === '{' || token === ',';
  }
  return undefined;
}
