//! One vector, as the wire has it: an array of numbers, or base64 of little-endian f32. Pure.

use base64::Engine as _;
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};

/// A vector of an answer. Providers may ignore which of the two forms was asked for, so both are read.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector(pub Vec<f32>);

impl<'de> Deserialize<'de> for Vector {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Vector, D::Error> {
        d.deserialize_any(Form).map(Vector)
    }
}

struct Form;

impl<'de> Visitor<'de> for Form {
    type Value = Vec<f32>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("numbers, or base64 of them")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Vec<f32>, E> {
        let bytes = base64()
            .decode(text)
            .map_err(|e| E::custom(format!("a vector is no base64: {e}")))?;
        let (values, rest) = bytes.as_chunks::<4>();
        if !rest.is_empty() {
            return Err(E::custom("a vector is cut in the middle of a number"));
        }
        finite(values.iter().map(|b| f32::from_le_bytes(*b)).collect())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<f32>, A::Error> {
        let mut values = Vec::with_capacity(seq.size_hint().unwrap_or(0));
        while let Some(value) = seq.next_element::<f32>()? {
            values.push(value);
        }
        finite(values)
    }
}

/// The fastest reader that the processor has.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
fn base64() -> impl base64::Engine {
    base64::engine::Simd::standard(base64::engine::general_purpose::PAD)
}

/// The only reader there is for this processor.
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn base64() -> impl base64::Engine {
    base64::engine::general_purpose::STANDARD
}

fn finite<E: serde::de::Error>(values: Vec<f32>) -> Result<Vec<f32>, E> {
    if values.is_empty() {
        return Err(E::custom("a vector is empty"));
    }
    match values.iter().position(|v| !v.is_finite()) {
        Some(at) => Err(E::custom(format!("number {at} of a vector is none"))),
        None => Ok(values),
    }
}

/// Scales a vector to length one. A vector of nothing but zeros stays as it is.
pub fn normalize(vector: &mut [f32]) {
    let length = vector.iter().map(|v| f64::from(*v).powi(2)).sum::<f64>().sqrt();
    if length > 0.0 {
        for value in vector {
            *value = (f64::from(*value) / length) as f32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Vec<f32>, String> {
        serde_json::from_str::<Vector>(json)
            .map(|v| v.0)
            .map_err(|e| e.to_string())
    }

    #[test]
    fn both_forms_are_read() {
        assert_eq!(read("[1, -0.5, 1e-3]").unwrap(), [1.0, -0.5, 0.001]);
        // 1.0 and -0.5 as little-endian f32: 00 00 80 3f, 00 00 00 bf.
        assert_eq!(read("\"AACAPwAAAL8=\"").unwrap(), [1.0, -0.5]);
    }

    #[test]
    fn what_is_no_vector_is_refused() {
        for bad in [
            "[]",
            "\"\"",
            "\"AACA\"",
            "\"!!\"",
            "null",
            "[1, null]",
            "[\"1\"]",
            "{}",
            // Infinity as f32: 00 00 80 7f.
            "\"AACAfw==\"",
            "[1e39]",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_normalized_vector_has_length_one() {
        let mut v = [3.0, 4.0];
        normalize(&mut v);
        assert_eq!(v, [0.6, 0.8]);
        let mut zero = [0.0, 0.0];
        normalize(&mut zero);
        assert_eq!(zero, [0.0, 0.0]);
    }
}
