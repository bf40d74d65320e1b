"""What `decode` and the repair of mojibake know of encodings: names, shapes, likelihoods."""
