//! Names that are nearly the one that was typed.

/// At most this many are offered.
const MOST: usize = 3;

/// `: did you mean i-app or i-api?`, or nothing where no name is near.
pub(crate) fn did_you_mean<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> String {
    let near = near(typed, names);
    if near.is_empty() {
        return String::new();
    }
    format!(": did you mean {}?", near.join(" or "))
}

/// The nearest names: those that differ in the fewest letters, or else those that contain what was typed.
fn near<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let typed = typed.to_lowercase();
    let most = ((typed.chars().count() + 1) / 3).clamp(1, 3);
    let mut near: Vec<(usize, &str)> = names
        .filter_map(|name| {
            let lower = name.to_lowercase();
            let contained = typed.len() > 2 && lower.contains(&typed);
            let distance = distance(&typed, &lower);
            let rank = (distance <= most).then_some(distance);
            Some((rank.or(contained.then_some(most + 1))?, name))
        })
        .collect();
    near.sort_unstable();
    let best = near.first().map(|(rank, _)| *rank);
    near.into_iter()
        .filter(|(rank, _)| Some(*rank) == best)
        .map(|(_, name)| name)
        .take(MOST)
        .collect()
}

/// How many letters have to be added, left out or changed to get from one word to another.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (above, letter) in from.chars().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        let mut next = vec![left];
        for (other, up) in to.iter().zip(row.iter().skip(1)) {
            let changed = diagonal + usize::from(letter != *other);
            left = changed.min(left + 1).min(up + 1);
            diagonal = *up;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_near(typed: &str, expected: &str) {
        let names = [
            "i-app",
            "sg-app",
            "vpc-consumer",
            "vpce-billing",
            "vpce-svc-billing",
        ];
        assert_eq!(did_you_mean(typed, names.into_iter()), expected);
    }

    #[test]
    fn a_slip_is_recognized() {
        check_near("i-ap", ": did you mean i-app?");
        check_near("I-APP", ": did you mean i-app?");
        check_near("vpc-consumr", ": did you mean vpc-consumer?");
        check_near(
            "billing",
            ": did you mean vpce-billing or vpce-svc-billing?",
        );
        check_near("nothing-like-it", "");
        check_near("", "");
    }
}
