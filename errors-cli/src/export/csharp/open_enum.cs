    public struct NAME : IEquatable<NAME>
    {
//CONSTANTS
        private static readonly string[] known = { /*KNOWN*/ };

        private readonly string text;

        /// <summary>Any text.</summary>
        /// <param name="text">The text, as on the wire.</param>
        public NAME(string text)
        {
            this.text = text;
        }

        /// <summary>The text, as on the wire; never null.</summary>
        public string Text { get { return text ?? ""; } }

        /// <summary>True if the catalogue lists the text.</summary>
        public bool IsKnown { get { return Array.IndexOf(known, Text) >= 0; } }

        /// <summary>Compares two texts.</summary>
        /// <param name="other">The other one.</param>
        /// <returns>True if they are equal.</returns>
        public bool Equals(NAME other)
        {
            return Text == other.Text;
        }

        /// <summary>Compares two texts.</summary>
        /// <param name="other">The other one.</param>
        /// <returns>True if they are equal.</returns>
        public override bool Equals(object other)
        {
            return other is NAME && Equals((NAME)other);
        }

        /// <summary>Returns the hash code of the text.</summary>
        /// <returns>The hash code.</returns>
        public override int GetHashCode()
        {
            return Text.GetHashCode();
        }

        /// <summary>The text.</summary>
        /// <returns>The text, as on the wire.</returns>
        public override string ToString()
        {
            return Text;
        }

        /// <summary>Compares two texts.</summary>
        /// <param name="a">One.</param>
        /// <param name="b">The other one.</param>
        /// <returns>True if they are equal.</returns>
        public static bool operator ==(NAME a, NAME b)
        {
            return a.Equals(b);
        }

        /// <summary>Compares two texts.</summary>
        /// <param name="a">One.</param>
        /// <param name="b">The other one.</param>
        /// <returns>True if they are different.</returns>
        public static bool operator !=(NAME a, NAME b)
        {
            return !a.Equals(b);
        }
    }
