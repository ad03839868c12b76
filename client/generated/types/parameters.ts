// Generated from the OpenAPI document by `npm run generate`: a change here would not last.

export type Parameters = Readonly<Record<string, string>>;
