/**
 * Cases in which the embedded network tells a client something else than Fabric, and why it is left so. Each stands in
 * its README under "What it leaves out".
 */
export const explainedDifferences: Readonly<Record<string, string>> = {};
