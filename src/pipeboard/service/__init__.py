"""What a person can do, each as one function on a workspace."""
