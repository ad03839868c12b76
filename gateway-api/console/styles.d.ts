// Style sheets are imported for their effect; the bundler takes them out of the modules.
declare module '*.css';
