/** Access tokens with real signatures, and forged and damaged tokens and API keys that no service may accept. */
package dev.sotto.testing.tokens;
