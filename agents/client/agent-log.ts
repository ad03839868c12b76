/** What an agent tells its log; none of it is secret or personal. */
export interface AgentLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}
