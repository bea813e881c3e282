// ExpressionLanguageTests
