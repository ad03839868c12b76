/** `electricity certificates` is `ElectricityCertificates`. */
export const pascalCase = (words: string): string =>
  words.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** `electricity certificates` is `electricityCertificates`. */
export const camelCase = (words: string): string => {
  const name = pascalCase(words);
  return name.charAt(0).toLowerCase() + name.slice(1);
};

/** `electricity certificates` is `electricity-certificates`. */
export const kebabCase = (words: string): string => words.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase();

export const requestName = (operationId: string): string => `${pascalCase(operationId)}Request`;
export const answerName = (operationId: string): string => `${pascalCase(operationId)}Answer`;
export const apiName = (tag: string): string => `${pascalCase(tag)}Api`;
export const apiFile = (tag: string): string => `${kebabCase(tag)}-api`;
