/** What the client says of itself. */

export const CLIENT_VERSION = '28.2.2';
export const CLIENT_API_VERSION = '1.50';
export const GO_VERSION = 'go1.24.3';
export const GIT_COMMIT = 'e6534b4';
/** As the build wrote it down: Go's RFC 3339. */
export const BUILD_TIME = '2025-05-30T12:07:14.000000000+00:00';
