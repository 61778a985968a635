//! What a browser does to get tokens that cannot be traced: blinds its inputs, checks the proof, takes the
//! blinding off.

use p256::NistP256;
use rand08::RngCore;
use rand08::rngs::OsRng;
use voprf::{EvaluationElement, Group, Proof, VoprfClient};

/// The bytes of an element of the group.
const ELEMENT: usize = 33;
/// The bytes of a proof.
const PROOF: usize = 64;

/// A request, and what is needed to make tokens of its answer.
pub(crate) struct Blinding {
    /// As it goes over the wire.
    pub(crate) request: Vec<u8>,
    /// What the tokens are made of.
    pub(crate) inputs: Vec<[u8; 32]>,
    /// The blinding factors.
    pub(crate) clients: Vec<VoprfClient<NistP256>>,
}

impl Blinding {
    /// A request for so many tokens.
    pub(crate) fn new(count: u8) -> Self {
        let mut request = vec![0, count];
        let (mut inputs, mut clients) = (Vec::new(), Vec::new());
        for _ in 0..count {
            let mut input = [0; 32];
            OsRng.fill_bytes(&mut input);
            let blinded = VoprfClient::<NistP256>::blind(&input, &mut OsRng).expect("blind an input");
            request.extend_from_slice(&blinded.message.serialize());
            inputs.push(input);
            clients.push(blinded.state);
        }
        Self { request, inputs, clients }
    }

    /// The tokens of an answer, input and output of each; none when the proof does not fit the key
    /// (hexadecimal digits).
    pub(crate) fn finish(&self, answer: &[u8], key: &str) -> Option<Vec<([u8; 32], [u8; 32])>> {
        let (elements, proof) = answer.get(2..)?.split_at_checked(answer.len().checked_sub(2 + PROOF)?)?;
        let element = |bytes| EvaluationElement::<NistP256>::deserialize(bytes).ok();
        let elements = elements.chunks(ELEMENT).map(element).collect::<Option<Vec<_>>>()?;
        let proof = Proof::deserialize(proof).ok()?;
        let key = data_encoding::HEXLOWER.decode(key.as_bytes()).ok()?;
        let key = <NistP256 as Group>::deserialize_elem(&key).ok()?;
        let outputs =
            VoprfClient::batch_finalize(&self.inputs, &self.clients, &elements, &proof, key).ok()?;
        let mut tokens = Vec::with_capacity(self.inputs.len());
        for (input, output) in self.inputs.iter().zip(outputs) {
            tokens.push((*input, output.ok()?.into()));
        }
        Some(tokens)
    }
}
