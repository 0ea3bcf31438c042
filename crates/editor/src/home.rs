//! Where a resource may stand, and why not elsewhere, in words. It follows [`Kind::parents`] and adds no rule of its own.

use vpcanvas_model::Kind;

use crate::words::{a, any_of, upper_a};

/// Whether a kind may stand in a container of a kind; `None` is the canvas.
///
/// # Errors
/// Why not, and where it belongs.
pub(crate) fn check_home(kind: Kind, container: Option<Kind>) -> Result<(), String> {
    let legal = match container {
        Some(container) => kind.parents().contains(&container),
        None => kind.may_stand_alone(),
    };
    if legal {
        return Ok(());
    }
    let what = upper_a(kind);
    let parents = any_of(kind.parents());
    Err(match container {
        _ if kind == Kind::Listener => format!("{what} belongs to {parents}; drop it on one"),
        Some(Kind::Subnet) if stands_beside_subnets(kind) => {
            format!("{what} stands in a VPC beside its subnets; drop it next to them")
        }
        Some(container) if kind.may_stand_alone() && kind.parents().is_empty() => {
            format!("{what} stands on the canvas, not in {}", a(container))
        }
        Some(container) if kind.may_stand_alone() => {
            format!(
                "{what} stands in {parents} or on the canvas, not in {}",
                a(container)
            )
        }
        _ => format!("{what} stands in {parents}; drop it on one"),
    })
}

/// Whether it belongs to a VPC without being one of its subnets.
pub(crate) fn stands_beside_subnets(kind: Kind) -> bool {
    let parents = kind.parents();
    kind != Kind::Subnet && parents.contains(&Kind::Vpc) && !parents.contains(&Kind::Subnet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_words(kind: Kind, container: Option<Kind>, expected: &str) {
        assert_eq!(check_home(kind, container).unwrap_err(), expected);
    }

    #[test]
    fn what_is_illegal_says_where_it_belongs() {
        check_words(
            Kind::Instance,
            None,
            "An instance stands in a subnet; drop it on one",
        );
        check_words(
            Kind::Subnet,
            Some(Kind::Account),
            "A subnet stands in a VPC; drop it on one",
        );
        check_words(
            Kind::RouteTable,
            Some(Kind::Subnet),
            "A route table stands in a VPC beside its subnets; drop it next to them",
        );
        check_words(
            Kind::Vpc,
            Some(Kind::Vpc),
            "A VPC stands in an account or on the canvas, not in a VPC",
        );
        check_words(
            Kind::Account,
            Some(Kind::Vpc),
            "An account stands on the canvas, not in a VPC",
        );
        check_words(
            Kind::Listener,
            Some(Kind::Vpc),
            "A listener belongs to a load balancer; drop it on one",
        );
    }

    #[test]
    fn what_is_legal_passes() {
        assert_eq!(check_home(Kind::Vpc, None), Ok(()));
        assert_eq!(check_home(Kind::Instance, Some(Kind::Subnet)), Ok(()));
    }
}
