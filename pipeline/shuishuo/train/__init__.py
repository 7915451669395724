"""Training of the attribution model. Needs the extra `train` (torch, transformers, onnx); nothing else imports it."""
