/** What goes wrong while an expression is evaluated, in cel-go's words. */
export class ExpressionError extends Error {}
