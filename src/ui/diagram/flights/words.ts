/** How the outcome of a network exchange is said: `refused` as "connection refused". */
export type ExchangeOutcomeWords = Readonly<Record<string, string>>;
