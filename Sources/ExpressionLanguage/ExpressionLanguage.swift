// ExpressionLanguage
