"""What every picture is drawn with: SVG elements, scales, colours, lettering, and the way to PNG."""
