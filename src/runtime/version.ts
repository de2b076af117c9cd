/** Of pelagos; what another version has stored beside a container is made anew. */
export const VERSION = '0.1.0';
