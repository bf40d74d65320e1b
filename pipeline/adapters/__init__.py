"""The pipeline as a part of others' pipelines; each adapter needs its package, an extra of ours."""
