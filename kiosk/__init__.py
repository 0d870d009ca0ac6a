"""The Qt app: the only room where the others meet."""
