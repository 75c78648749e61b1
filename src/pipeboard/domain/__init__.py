"""The words of selling and the rules they keep: pure, no clock, no input or output."""
