//! Amounts of money, in digits and in words.

use super::Case;

/// Words between a number and its currency.
const REACH: usize = 3;

/// Prices in a draft.
pub(super) fn prices(case: &Case<'_>) -> usize {
    let marked = ['.', ',', ';', ':', '!', '?', '(', ')'];
    let clauses = case.seen.plain.split(|c| marked.contains(&c));
    // A decimal sign within a number parts nothing that matters: both halves are numbers.
    clauses.map(|clause| in_clause(case, clause)).sum()
}

fn in_clause(case: &Case<'_>, clause: &str) -> usize {
    let tokens: Vec<Token<'_>> = clause
        .split_whitespace()
        .map(|word| Token::of(case, word))
        .collect();
    let joined = tokens.iter().filter(|token| token.joined).count();
    let apart = (0..tokens.len()).filter(|at| is_price(&tokens, *at));
    joined + apart.count()
}

/// What a word has to do with money.
struct Token<'a> {
    case: &'a Case<'a>,
    word: &'a str,
    number: bool,
    joined: bool,
}

impl<'a> Token<'a> {
    fn of(case: &'a Case<'a>, word: &'a str) -> Self {
        let word = word.trim_matches(['"', '«', '»', '-', '–', '—']);
        let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = rest.len() < word.len();
        let front = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let signed = front.len() < word.len() && ["₽", "$", "€"].contains(&front);
        let token = Self {
            case,
            word,
            number: (digits && rest.is_empty()) || case.words.has_word("number_words", word),
            joined: false,
        };
        Self {
            joined: signed || (digits && !rest.is_empty() && token.prices(rest)),
            ..token
        }
    }

    fn is(&self, list: &str) -> bool {
        self.case.words.has_word(list, self.word)
    }

    /// Whether this, right behind a number, makes it a price.
    fn prices(&self, word: &str) -> bool {
        ["currency", "currency_after", "multipliers"]
            .iter()
            .any(|list| self.case.words.has_word(list, word))
    }
}

fn is_price(tokens: &[Token<'_>], at: usize) -> bool {
    if !tokens.get(at).is_some_and(|token| token.number) {
        return false;
    }
    let after = tokens.iter().skip(at + 1);
    let next = after.clone().next();
    let follows = next.is_some_and(|token| token.is("currency_after") || token.is("multipliers"));
    let near = after.take(REACH).any(|token| token.is("currency"));
    let code = |token: &Token<'_>| {
        ["$", "€", "₽", "usd", "eur", "uzs", "rub", "rur"].contains(&token.word)
    };
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    follows || near || before.is_some_and(code)
}
