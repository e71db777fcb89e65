//! Which operation of a graph makes which value, and which ones read it.

use std::collections::HashMap;

use models::onnx::Operation;

pub struct Links<'a> {
    makers: HashMap<&'a str, &'a Operation>,
    readers: HashMap<&'a str, Vec<&'a Operation>>,
}

impl<'a> Links<'a> {
    pub fn of(operations: &'a [Operation]) -> Self {
        let (mut makers, mut readers) = (HashMap::new(), HashMap::<&str, Vec<&Operation>>::new());
        for operation in operations {
            makers.extend(operation.outputs.iter().map(|output| (output.as_str(), operation)));
            for input in &operation.inputs {
                readers.entry(input).or_default().push(operation);
            }
        }
        Self { makers, readers }
    }

    /// The operation that makes this value, if it is of this type.
    pub fn maker(&self, value: &str, op_type: &str) -> Option<&'a Operation> {
        self.makers.get(value).copied().filter(|maker| maker.op_type == op_type)
    }

    /// The operation that alone reads this value, if it is of this type.
    pub fn only_reader(&self, value: &str, op_type: &str) -> Option<&'a Operation> {
        match self.readers.get(value).map(Vec::as_slice) {
            Some([reader]) if reader.op_type == op_type => Some(*reader),
            _ => None,
        }
    }

    /// Of an operation with two inputs, the one that an operation of this type makes, as that operation, and the other one.
    pub fn made_and_other(
        &self,
        operation: &'a Operation,
        op_type: &str,
    ) -> Option<(&'a Operation, &'a str)> {
        let [first, second] = operation.inputs.as_slice() else { return None };
        let made = |value: &'a str, other: &'a str| Some((self.maker(value, op_type)?, other));
        made(first, second).or_else(|| made(second, first))
    }
}

/// Of an operation with two inputs, the one beside this.
pub fn other_input<'a>(operation: &'a Operation, one: &str) -> Option<&'a str> {
    match &operation.inputs[..] {
        [first, second] if first == one => Some(second),
        [first, second] if second == one => Some(first),
        _ => None,
    }
}
