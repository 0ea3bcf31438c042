//! Names and values of records as Route 53 writes them (PHZ-09), turned into what DNS sends and back.
//!
//! Most values are read by hickory's own parser. Those with strings are not, because Route 53 escapes octets in octal and
//! hickory reads no octal in strings; nor are the types it does not write, DS and SPF.

use std::net::IpAddr;

use hickory_proto::rr::{
    self, Name, RData, Record,
    rdata::{CNAME, NAPTR, NS, NULL, PTR, TXT},
};
use vpcanvas_analysis::{DnsRecord, RecordType};

/// The number of SPF, which hickory has no word for.
const SPF: rr::RecordType = rr::RecordType::Unknown(99);
/// The longest string in a record, in octets.
const LONGEST_STRING: usize = 255;
/// The longest time an answer may be kept, in seconds (RFC 2181, section 8).
const LONGEST_TTL: u32 = i32::MAX.unsigned_abs();

/// A record as DNS sends it.
///
/// # Errors
/// What is wrong with its name or value, and what was expected.
pub(super) fn record(record: &DnsRecord) -> Result<Record, String> {
    let data = data(record.record_type, record.data.trim()).map_err(|problem| {
        let DnsRecord { record_type, .. } = record;
        format!(
            "{} has the {record_type} value {:?}: {problem}",
            record.name, record.data
        )
    })?;
    let ttl = record.ttl.min(LONGEST_TTL);
    Ok(Record::from_rdata(name(&record.name)?, ttl, data))
}

/// The type by its number on the wire; `None` for one that no zone of Route 53 holds.
pub(super) fn type_of(wire: rr::RecordType) -> Option<RecordType> {
    match wire {
        SPF => Some(RecordType::Spf),
        known => RecordType::parse(<&str>::from(known)),
    }
}

/// A name as DNS sends it. Octets may be written `\ooo`, in octal.
///
/// # Errors
/// What DNS does not allow about it.
pub(super) fn name(text: &str) -> Result<Name, String> {
    let mut labels = vec![Vec::new()];
    let mut octets = text.strip_suffix('.').unwrap_or(text).bytes();
    while let Some(octet) = octets.next() {
        match (octet, labels.last_mut()) {
            (b'.', _) => labels.push(Vec::new()),
            (b'\\', Some(label)) => label.push(escaped(&mut octets)?),
            (_, Some(label)) => label.push(octet),
            (_, None) => {}
        }
    }
    if labels.iter().all(Vec::is_empty) && labels.len() == 1 {
        return Ok(Name::root());
    }
    Name::from_labels(labels.iter().map(Vec::as_slice))
        .map_err(|error| format!("{text:?} is no name of DNS: {error}"))
}

/// A name as Route 53 lists it: what could be mistaken for something else is written in octal.
pub(super) fn spelled(name: &Name) -> String {
    if name.is_root() {
        return ".".to_owned();
    }
    let spelled = |octet: &u8| match octet {
        b'.' | b'\\' => format!("\\{octet:03o}"),
        _ if octet.is_ascii_graphic() => char::from(*octet).to_string(),
        _ => format!("\\{octet:03o}"),
    };
    let labels = name
        .iter()
        .map(|label| label.iter().map(spelled).collect::<String>());
    labels.collect::<Vec<String>>().join(".")
}

fn data(record_type: RecordType, value: &str) -> Result<RData, String> {
    match record_type {
        RecordType::A | RecordType::Aaaa => address(record_type, value),
        RecordType::Cname => Ok(RData::CNAME(CNAME(name(value)?))),
        RecordType::Ns => Ok(RData::NS(NS(name(value)?))),
        RecordType::Ptr => Ok(RData::PTR(PTR(name(value)?))),
        RecordType::Txt => {
            let strings = strings(value)?;
            let strings = strings.iter().map(Vec::as_slice).collect();
            Ok(RData::TXT(TXT::from_bytes(strings)))
        }
        RecordType::Spf => Ok(octets(SPF, counted(&strings(value)?))),
        RecordType::Caa => certification_authority(value),
        RecordType::Naptr => rewriting_rule(value),
        RecordType::Ds => signer(value),
        RecordType::Mx => parsed(rr::RecordType::MX, value, 2..=2),
        RecordType::Srv => parsed(rr::RecordType::SRV, value, 4..=4),
        RecordType::Soa => parsed(rr::RecordType::SOA, value, 7..=7),
        RecordType::Sshfp => parsed(rr::RecordType::SSHFP, value, 3..=3),
        RecordType::Tlsa => parsed(rr::RecordType::TLSA, value, 4..=usize::MAX),
        RecordType::Svcb => service(rr::RecordType::SVCB, value),
        RecordType::Https => service(rr::RecordType::HTTPS, value),
    }
}

fn address(record_type: RecordType, value: &str) -> Result<RData, String> {
    match (record_type, value.parse()) {
        (RecordType::A, Ok(IpAddr::V4(address))) => Ok(address.into()),
        (RecordType::Aaaa, Ok(IpAddr::V6(address))) => Ok(address.into()),
        (RecordType::A, _) => Err("expected an IPv4 address".to_owned()),
        _ => Err("expected an IPv6 address".to_owned()),
    }
}

/// A value that hickory reads, of so many words.
fn parsed(
    record_type: rr::RecordType,
    value: &str,
    count: std::ops::RangeInclusive<usize>,
) -> Result<RData, String> {
    let found = words(value)?.len();
    if !count.contains(&found) {
        return Err(format!("it has {found} parts, expected {}", count.start()));
    }
    RData::try_from_str(record_type, value).map_err(|error| error.to_string())
}

/// SVCB and HTTPS: the parameters are sent in the order of their keys, however they are written.
fn service(record_type: rr::RecordType, value: &str) -> Result<RData, String> {
    let mut data = parsed(record_type, value, 2..=usize::MAX)?;
    let parameters = match &mut data {
        RData::SVCB(service) => &mut service.svc_params,
        RData::HTTPS(service) => &mut service.0.svc_params,
        _ => return Ok(data),
    };
    parameters.sort_by_key(|(key, _)| u16::from(*key));
    let twice = parameters
        .iter()
        .zip(parameters.iter().skip(1))
        .find(|(one, next)| one.0 == next.0);
    match twice {
        Some((parameter, _)) => Err(format!("it has {} twice", parameter.0)),
        None => Ok(data),
    }
}

/// `0 issue "ca.example.com"`.
fn certification_authority(value: &str) -> Result<RData, String> {
    let words = words(value)?;
    let [flags, tag, authority] = words.as_slice() else {
        return Err("expected flags, a tag and a value: 0 issue \"ca.example.com\"".to_owned());
    };
    let is_tag =
        (1..=LONGEST_STRING).contains(&tag.len()) && tag.iter().all(u8::is_ascii_alphanumeric);
    if !is_tag {
        return Err("expected a tag of letters and digits behind the flags".to_owned());
    }
    let mut data = vec![number::<u8>(flags)?];
    data.extend(counted(std::slice::from_ref(tag)));
    data.extend(authority);
    Ok(octets(rr::RecordType::CAA, data))
}

/// `100 50 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .`
fn rewriting_rule(value: &str) -> Result<RData, String> {
    let words = words(value)?;
    let [order, preference, flags, service, pattern, replacement] = words.as_slice() else {
        return Err(
            "expected six parts: order, preference, flags, service, pattern and replacement"
                .to_owned(),
        );
    };
    limited(&[flags, service, pattern])?;
    Ok(RData::NAPTR(NAPTR::new(
        number(order)?,
        number(preference)?,
        flags.clone().into_boxed_slice(),
        service.clone().into_boxed_slice(),
        pattern.clone().into_boxed_slice(),
        name(&String::from_utf8_lossy(replacement))?,
    )))
}

/// `60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118`.
fn signer(value: &str) -> Result<RData, String> {
    let words = words(value)?;
    let [tag, algorithm, digest_type, digest @ ..] = words.as_slice() else {
        return Err("expected a key tag, an algorithm, a digest type and a digest".to_owned());
    };
    let mut data = number::<u16>(tag)?.to_be_bytes().to_vec();
    data.extend([number::<u8>(algorithm)?, number(digest_type)?]);
    data.extend(hexadecimal(&digest.concat())?);
    Ok(octets(rr::RecordType::DS, data))
}

fn hexadecimal(digits: &[u8]) -> Result<Vec<u8>, String> {
    let digit = |octet: &u8| char::from(*octet).to_digit(16);
    let pairs = digits.chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(digit(high)? * 16 + digit(low)?).ok(),
        _ => None,
    });
    let data = pairs.collect::<Option<Vec<u8>>>();
    data.filter(|data| !data.is_empty())
        .ok_or_else(|| "expected pairs of hexadecimal digits at its end".to_owned())
}

fn number<T: std::str::FromStr>(word: &[u8]) -> Result<T, String> {
    let word = String::from_utf8_lossy(word);
    word.parse()
        .ok()
        .ok_or_else(|| format!("{word:?} is not a number of its size"))
}

/// Data that hickory sends as it is.
fn octets(code: rr::RecordType, data: Vec<u8>) -> RData {
    RData::Unknown {
        code,
        rdata: NULL::with(data),
    }
}

/// Strings, each behind its length.
fn counted(strings: &[Vec<u8>]) -> Vec<u8> {
    let with_length = strings.iter().flat_map(|string| {
        let length = u8::try_from(string.len()).unwrap_or(u8::MAX);
        std::iter::once(length).chain(string.iter().copied().take(LONGEST_STRING))
    });
    with_length.collect()
}

/// The strings of a TXT or SPF record.
fn strings(value: &str) -> Result<Vec<Vec<u8>>, String> {
    if !value.starts_with('"') {
        return Err("put it in quotation marks".to_owned());
    }
    let words = words(value)?;
    limited(&words.iter().collect::<Vec<_>>())?;
    Ok(words)
}

fn limited(strings: &[&Vec<u8>]) -> Result<(), String> {
    match strings.iter().find(|string| string.len() > LONGEST_STRING) {
        Some(long) => Err(format!(
            "a string of {} octets, {LONGEST_STRING} are allowed: split it in two",
            long.len()
        )),
        None => Ok(()),
    }
}

/// The words of a value: apart by blanks, in quotation marks or not, with octets written `\ooo` in octal.
fn words(value: &str) -> Result<Vec<Vec<u8>>, String> {
    let mut words = Vec::new();
    let mut word: Option<Vec<u8>> = None;
    let mut quoted = false;
    let mut octets = value.bytes();
    while let Some(octet) = octets.next() {
        match octet {
            b'"' if quoted => {
                quoted = false;
                words.extend(word.take());
            }
            b'"' => {
                quoted = true;
                word.get_or_insert_default();
            }
            b' ' | b'\t' | b'\r' | b'\n' if !quoted => words.extend(word.take()),
            b'\\' => {
                let octet = escaped(&mut octets)?;
                word.get_or_insert_default().push(octet);
            }
            _ => word.get_or_insert_default().push(octet),
        }
    }
    if quoted {
        return Err("a quotation mark is missing at its end".to_owned());
    }
    words.extend(word);
    Ok(words)
}

/// The octet behind a backslash: three octal digits, or any other character as it is.
fn escaped(octets: &mut std::str::Bytes<'_>) -> Result<u8, String> {
    let problem = || "expected three octal digits up to 377 behind a backslash".to_owned();
    let first = octets.next().ok_or_else(problem)?;
    if !first.is_ascii_digit() {
        return Ok(first);
    }
    let rest = [octets.next(), octets.next()].into_iter().flatten();
    let digits: String = std::iter::once(first).chain(rest).map(char::from).collect();
    match u8::from_str_radix(&digits, 8) {
        Ok(octet) if digits.len() == 3 => Ok(octet),
        _ => Err(problem()),
    }
}

#[cfg(test)]
mod tests {
    use hickory_proto::serialize::binary::{BinEncodable as _, BinEncoder};
    use proptest::prelude::*;

    use super::*;

    fn check_sent(record_type: RecordType, value: &str) -> Result<Vec<u8>, String> {
        let data = data(record_type, value)?;
        let mut sent = Vec::new();
        let mut encoder = BinEncoder::new(&mut sent);
        data.emit(&mut encoder).map_err(|error| error.to_string())?;
        Ok(sent)
    }

    #[track_caller]
    fn check_octets(record_type: RecordType, value: &str, expected: &[u8]) {
        let sent = check_sent(record_type, value);
        assert_eq!(sent.as_deref(), Ok(expected), "{record_type} {value}");
    }

    #[track_caller]
    fn check_refused(record_type: RecordType, value: &str, expected: &str) {
        let sent = check_sent(record_type, value);
        assert_eq!(sent, Err(expected.to_owned()), "{record_type} {value}");
    }

    /// Every type of PHZ-09 with a value from Route 53's own documentation.
    #[test]
    fn every_type_is_sent_as_its_standard_says() {
        use RecordType as Type;
        let mail = b"\x04mail\x07example\x03com\0".as_slice();
        check_octets(Type::A, "192.0.2.1", &[192, 0, 2, 1]);
        check_octets(
            Type::Aaaa,
            "2001:db8::1",
            &[0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
        );
        for name_like in [Type::Cname, Type::Ns, Type::Ptr] {
            check_octets(name_like, "mail.example.com", mail);
        }
        check_octets(Type::Mx, "10 mail.example.com", &[&[0, 10], mail].concat());
        check_octets(
            Type::Srv,
            "1 10 5269 mail.example.com.",
            &[&[0, 1, 0, 10, 0x14, 0x95], mail].concat(),
        );
        check_octets(
            Type::Soa,
            "mail.example.com. mail.example.com. 1 7200 900 1209600 86400",
            &[
                mail,
                b"\xc0\0",
                &[
                    0, 0, 0, 1, 0, 0, 0x1c, 0x20, 0, 0, 3, 0x84, 0, 0x12, 0x75, 0, 0, 1, 0x51, 0x80,
                ],
            ]
            .concat(),
        );
        check_octets(
            Type::Txt,
            r#""one" "t\167o" "\"\\""#,
            b"\x03one\x03two\x02\"\\",
        );
        check_octets(Type::Spf, r#""v=spf1 -all""#, b"\x0bv=spf1 -all");
        check_octets(
            Type::Caa,
            r#"128 issue "ca.example.com""#,
            b"\x80\x05issueca.example.com",
        );
        check_octets(
            Type::Naptr,
            r#"100 50 "u" "E2U+sip" "!^(\\+44.*)$!sip:\\1@example.com!" ."#,
            b"\0\x64\0\x32\x01u\x07E2U+sip\x1f!^(\\+44.*)$!sip:\\1@example.com!\0",
        );
        check_octets(
            Type::Ds,
            "60485 5 1 2BB183AF 5F",
            b"\xec\x45\x05\x01\x2b\xb1\x83\xaf\x5f",
        );
        check_octets(Type::Tlsa, "3 1 1 2bb1 83", b"\x03\x01\x01\x2b\xb1\x83");
        check_octets(Type::Sshfp, "4 2 2bb183", b"\x04\x02\x2b\xb1\x83");
        let service = b"\0\x01\0\0\x01\0\x06\x02h2\x02h3\0\x03\0\x02\x20\xfb".as_slice();
        check_octets(Type::Https, r#"1 . port=8443 alpn="h2,h3""#, service);
        check_octets(Type::Svcb, r#"1 . alpn="h2,h3" port="8443""#, service);
    }

    #[test]
    fn values_that_do_not_fit_say_what_was_expected() {
        use RecordType as Type;
        check_refused(Type::A, "2001:db8::1", "expected an IPv4 address");
        check_refused(Type::Aaaa, "192.0.2.1", "expected an IPv6 address");
        check_refused(Type::Txt, "bare", "put it in quotation marks");
        check_refused(
            Type::Txt,
            "\"open",
            "a quotation mark is missing at its end",
        );
        check_refused(
            Type::Txt,
            r#""\400""#,
            "expected three octal digits up to 377 behind a backslash",
        );
        check_refused(
            Type::Txt,
            &format!("\"{}\"", "a".repeat(256)),
            "a string of 256 octets, 255 are allowed: split it in two",
        );
        check_refused(Type::Mx, "mail.example.com", "it has 1 parts, expected 2");
        check_refused(Type::Mx, "10 a b", "it has 3 parts, expected 2");
        check_refused(
            Type::Ds,
            "1 1 1 abc",
            "expected pairs of hexadecimal digits at its end",
        );
        check_refused(
            Type::Ds,
            "65536 1 1 ab",
            "\"65536\" is not a number of its size",
        );
        check_refused(
            Type::Caa,
            "0 is-sue x",
            "expected a tag of letters and digits behind the flags",
        );
        check_refused(Type::Https, "1 . port=1 port=2", "it has port twice");
        let long = format!("{}.com", "a".repeat(64));
        assert!(check_sent(Type::Cname, &long).is_err());
        assert!(check_sent(Type::Cname, "a..b").is_err());
    }

    #[test]
    fn names_keep_every_octet() {
        let odd = Name::from_labels([b"a.b \xff\\".as_slice(), b"Example"]).unwrap();
        assert_eq!(spelled(&odd), r"a\056b\040\377\134.Example");
        assert_eq!(name(&spelled(&odd)), Ok(odd));
        assert_eq!(name("."), Ok(Name::root()));
        assert_eq!(spelled(&Name::root()), ".");
    }

    proptest! {
        #[test]
        fn no_value_is_too_odd(value in "\\PC{0,40}|[0-9 .\"\\\\a-f=,@$();\n]{0,60}") {
            for record_type in RecordType::ALL {
                check_sent(*record_type, &value).map_or_else(drop, drop);
            }
        }

        #[test]
        fn names_survive_their_spelling(labels in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..20), 0..8)) {
            let odd = Name::from_labels(labels.iter().map(Vec::as_slice)).unwrap();
            prop_assert_eq!(name(&spelled(&odd)), Ok(odd));
        }
    }
}
