/** k6 has a console, which its types leave out. */
declare const console: { log(message: string): void; error(message: string): void };
