/** What one request to the API may ask for; see SECURITY.md. Cost, depth and breadth by field stand in builder.ts. */
export const limits = {
  /** Bytes of an HTTP body. Larger spreadsheets come through the upload page, which has a limit of its own. */
  bodyBytes: 2 * 1024 * 1024,
  armor: {
    maxAliases: { n: 30 },
    maxDepth: { n: 12 },
    maxDirectives: { n: 20 },
    maxTokens: { n: 4_000 },
    // Pothos counts cost with the schema's own weights.
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: true },
  },
  /** Documents kept parsed, validated and compiled, and how long such a text may be. */
  keptDocuments: 500,
  keptDocumentLength: 8_000,
} as const;
