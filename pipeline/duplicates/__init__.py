"""What is a copy of what, across pages and within one."""
