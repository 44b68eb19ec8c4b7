/** The content security policy lets in only style elements with this number, fresh for each page. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce;
