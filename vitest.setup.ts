import fc from 'fast-check';

// Property tests see the same inputs in every run, so that none fails by chance; nightly runs look further.
if (!process.env['ONETOKEN_NIGHTLY']) fc.configureGlobal({ seed: 4_242 });
