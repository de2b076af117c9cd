import { _, type CodeKeywordDefinition } from 'ajv';

/**
 * `integer64: "signed" | "unsigned"`: an integer of 64 bits. JSON numbers that a double cannot hold
 * arrive as bigints (see src/lib/parse-json.ts), which `type: integer` would refuse.
 */
export const integer64Keyword: CodeKeywordDefinition = {
  keyword: 'integer64',
  schemaType: 'string',
  error: { message: 'a 64-bit integer', params: ({ schemaCode }) => _`{ sign: ${schemaCode} }` },
  code(context) {
    const value = context.data;
    const unsigned = context.schema === 'unsigned';
    const big = unsigned
      ? _`${value} >= 0n && ${value} <= 18446744073709551615n`
      : _`${value} >= -9223372036854775808n && ${value} <= 9223372036854775807n`;
    const small = unsigned
      ? _`${value} >= 0 && ${value} < 18446744073709551616`
      : _`${value} >= -9223372036854775808 && ${value} < 9223372036854775808`;
    context.pass(_`typeof ${value} == "bigint" ? ${big} : Number.isInteger(${value}) && ${small}`);
  },
};
