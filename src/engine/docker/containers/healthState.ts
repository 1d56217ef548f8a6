/** How well a container is, as its health check found out. */
export interface HealthResult {
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  /** -1 when it took too long. */
  readonly exitCode: number;
  readonly output: string;
}

export interface HealthState {
  readonly status: 'starting' | 'healthy' | 'unhealthy';
  readonly failingStreak: number;
  /** The newest five, oldest first. */
  readonly log: readonly HealthResult[];
}
