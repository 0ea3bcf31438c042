//! Bytes as JSON text: UTF-8, with or without a byte order mark. What is not is named, with the remedy.

/// The text without its byte order mark.
///
/// # Errors
/// What the bytes are instead.
pub(super) fn of(bytes: &[u8]) -> Result<&[u8], String> {
    let utf16 =
        "UTF-16 text, expected UTF-8: save it as UTF-8 (PowerShell: Out-File -Encoding utf8)";
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => valid(rest),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, 0, ..] | [_, 0, _, 0, ..] => {
            Err(utf16.to_owned())
        }
        bytes => valid(bytes),
    }
}

fn valid(bytes: &[u8]) -> Result<&[u8], String> {
    match std::str::from_utf8(bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(format!(
            "byte {} is not UTF-8 text, which JSON is",
            error.valid_up_to()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn text_is_utf8_and_what_is_not_is_named() {
        assert_eq!(of(b"\xef\xbb\xbf{}"), Ok(b"{}".as_slice()));
        assert_eq!(of(b""), Ok(b"".as_slice()));
        for utf16 in [
            b"\xff\xfe{\0".as_slice(),
            b"\xfe\xff\0{",
            b"{\0}\0",
            b"\0{\0}",
        ] {
            assert!(of(utf16).unwrap_err().starts_with("UTF-16"));
        }
        assert_eq!(
            of(b"{\"a\": \"\xff\"}").unwrap_err(),
            "byte 7 is not UTF-8 text, which JSON is"
        );
    }
}
