use data_encoding::HEXLOWER;
use proptest::prelude::*;
use serde_json::Value;
use voprf::VoprfClient;

use super::blinding::Blinding;
use crate::oprf::*;

/// The vector that the script's library is held against too (`tests/node/oprf.mjs`), which made it.
fn vector() -> Value {
    serde_json::from_str(include_str!("../../../tests/node/oprf.json")).unwrap()
}

fn bytes(value: &Value) -> Vec<u8> {
    HEXLOWER.decode(value.as_str().unwrap().as_bytes()).unwrap()
}

fn issuer(vector: &Value) -> Issuer {
    Issuer::from_seed(&Secret::from_slice(&bytes(&vector["seed"])).unwrap()).unwrap()
}

fn new_issuer() -> Issuer {
    Issuer::from_seed(&Secret::random()).unwrap()
}

fn tokens(asked: &Blinding, answer: &[u8], issuer: &Issuer) -> Option<Vec<BearerToken>> {
    let halves = asked.finish(answer, &issuer.public())?;
    Some(halves.into_iter().map(|(input, output)| BearerToken::new(input, output)).collect())
}

#[test]
fn the_vector_of_the_script_holds_here() {
    let vector = vector();
    let (issuer, known) = (issuer(&vector), vector["tokens"].as_array().unwrap());
    assert_eq!(vector["info"].as_str().unwrap().as_bytes(), PURPOSE);
    assert_eq!(issuer.public(), vector["public"].as_str().unwrap());
    // Evaluated elements depend on nothing but the key; proofs are another each time.
    let request = bytes(&vector["request"]);
    let answer = issuer.issue(&Request::parse(&request).unwrap()).unwrap();
    let expected = bytes(&vector["answer"]);
    assert_eq!(answer.len(), expected.len());
    assert_eq!(answer[..2 + 5 * 33], expected[..2 + 5 * 33]);
    // The proof that the other library made is good here.
    let inputs = known.iter().map(|one| bytes(&one["input"]).try_into().unwrap()).collect();
    let client = |(one, element): (&Value, &[u8])| {
        VoprfClient::deserialize(&[bytes(&one["blind"]), element.to_vec()].concat()).unwrap()
    };
    let clients = known.iter().zip(request[2..].chunks(33)).map(client).collect();
    let asked = Blinding { request, inputs, clients };
    for answer in [answer, expected] {
        let finished = tokens(&asked, &answer, &issuer).unwrap();
        assert_eq!(finished.len(), known.len());
        for (token, one) in finished.iter().zip(known) {
            assert_eq!(token.output.expose().to_vec(), bytes(&one["output"]));
            assert!(issuer.issued(token));
        }
    }
}

#[test]
fn what_is_issued_can_be_spent_and_nothing_else_can() {
    let (issuer, other) = (new_issuer(), new_issuer());
    let asked = Blinding::new(3);
    let answer = issuer.issue(&Request::parse(&asked.request).unwrap()).unwrap();
    let tokens = tokens(&asked, &answer, &issuer).unwrap();
    assert_eq!(tokens.len(), 3);
    for token in &tokens {
        assert!(issuer.issued(token) && !other.issued(token));
        assert_eq!(BearerToken::from_text(&token.to_text()).as_ref(), Some(token));
    }
    let mixed = BearerToken { input: tokens[0].input.clone(), output: tokens[1].output.clone() };
    assert!(!issuer.issued(&mixed));
    assert_eq!(mixed.digest(), tokens[0].digest(), "a forged output does not make it another token");
    assert_ne!(tokens[0].digest(), tokens[1].digest());
    assert!(!issuer.issued(&BearerToken::new([7; 32], [7; 32])));
    assert!(!format!("{:?}", tokens[0]).contains(&tokens[0].to_text()[..8]));
}

#[test]
fn a_key_of_ones_own_or_a_changed_answer_is_noticed() {
    let (issuer, for_one_person) = (new_issuer(), new_issuer());
    let asked = Blinding::new(5);
    let request = Request::parse(&asked.request).unwrap();
    let marked = for_one_person.issue(&request).unwrap();
    assert!(tokens(&asked, &marked, &issuer).is_none(), "not the published key");
    let honest = issuer.issue(&request).unwrap();
    assert!(tokens(&asked, &honest, &issuer).is_some());
    let mut swapped = honest.clone();
    let (one, other) = swapped[2..68].split_at_mut(33);
    one.swap_with_slice(other);
    assert!(tokens(&asked, &swapped, &issuer).is_none(), "answers in another order");
    let mut mixed = honest;
    mixed[2..35].copy_from_slice(&marked[2..35]);
    assert!(tokens(&asked, &mixed, &issuer).is_none(), "one of five with another key");
}

#[test]
fn requests_are_as_long_as_they_say() {
    let good = Blinding::new(5).request;
    assert_eq!(Request::parse(&good).unwrap().count(), BATCH);
    assert_eq!(Request::from_text(&BASE64URL_NOPAD.encode(&good)).unwrap().count(), BATCH);
    let six = [&[0, 6][..], &good[2..], &good[2..35]].concat();
    let cases = [
        vec![],
        vec![0],
        vec![0, 0],
        vec![0, 5],
        good[..good.len() - 1].to_vec(),
        [good.clone(), vec![0]].concat(),
        [&[0, 4][..], &good[2..]].concat(),
        [&[1, 5][..], &good[2..]].concat(),
        six,
        [&[0, 1][..], &[0; 33]].concat(),
        [&[0, 1, 2][..], &[0xff; 32]].concat(),
        [&[0, 1, 4][..], &good[3..35]].concat(),
    ];
    for case in cases {
        assert!(Request::parse(&case).is_none(), "{case:?}");
        assert!(Request::from_text(&BASE64URL_NOPAD.encode(&case)).is_none());
    }
    assert!(Request::from_text(&"A".repeat(1 << 20)).is_none());
    assert!(Request::from_text("no base64!").is_none());
}

proptest! {
    #[test]
    fn any_bytes_are_a_request_or_none(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Some(request) = Request::parse(&bytes) {
            prop_assert_eq!(bytes.len(), 2 + 33 * request.count());
            prop_assert!((1..=BATCH).contains(&request.count()));
        }
    }

    #[test]
    fn any_text_is_a_token_or_none(text in "\\PC{0,120}") {
        if let Some(token) = BearerToken::from_text(&text) {
            prop_assert_eq!(token.to_text(), text);
        }
    }
}

proptest! {
    // Each of these costs work on the curve.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_changed_request_is_another_or_none(at in 0_usize..35, bit in 0_u8..8) {
        let good = Blinding::new(1).request;
        let mut changed = good.clone();
        changed[at] ^= 1 << bit;
        // A changed sign is the same point mirrored, and half of all numbers belong to a point.
        if let Some(request) = Request::parse(&changed) {
            prop_assert_eq!(request.count(), 1);
            prop_assert_ne!(request.0[0].serialize().to_vec(), good[2..].to_vec());
        }
    }

    #[test]
    fn a_changed_token_is_refused(at in 0_usize..64, bit in 0_u8..8) {
        let vector = vector();
        let (issuer, one) = (issuer(&vector), &vector["tokens"][0]);
        let mut token = [bytes(&one["input"]), bytes(&one["output"])].concat();
        prop_assert!(issuer.issued(&BearerToken::from_text(&BASE64URL_NOPAD.encode(&token)).unwrap()));
        token[at] ^= 1 << bit;
        prop_assert!(!issuer.issued(&BearerToken::from_text(&BASE64URL_NOPAD.encode(&token)).unwrap()));
    }
}
