/** Why the cloud does not do what it was asked for. Nothing was done then. */
export class CloudFailure extends Error {}
