    /// <summary>The reaction of a client to a closed WebSocket.</summary>
    public enum Reconnect
    {
        /// <summary>Stay closed.</summary>
        Never,

        /// <summary>Connect again after the delay of the retry policy.</summary>
        Backoff,

        /// <summary>Connect again immediately.</summary>
        Immediately,
    }

    /// <summary>A close code of the WebSocket.</summary>
    public sealed class CloseCode
    {
        //CLOSE CODES
        private CloseCode(int code, string meaning, string action, Reconnect reconnect)
        {
            Code = code;
            Meaning = meaning;
            Action = action;
            Reconnect = reconnect;
        }

        /// <summary>The number, as on the wire.</summary>
        public int Code { get; private set; }

        /// <summary>The meaning of the code.</summary>
        public string Meaning { get; private set; }

        /// <summary>What a user should do; null if the catalogue does not say.</summary>
        public string Action { get; private set; }

        /// <summary>The reaction of a client.</summary>
        public Reconnect Reconnect { get; private set; }

        /// <summary>All close codes of the catalogue.</summary>
        public static IReadOnlyList<CloseCode> All { get { return all; } }

        /// <summary>Finds the catalogue's entry for a close code.</summary>
        /// <param name="code">The number, as on the wire.</param>
        /// <returns>The close code; null if the catalogue does not list it.</returns>
        public static CloseCode Find(int code)
        {
            return Array.Find(all, known => known.Code == code);
        }

        /// <summary>Computes the delay before connecting again.</summary>
        /// <param name="retry">The number of the attempt to connect again, counted from 0.</param>
        /// <returns>The delay; null if the client should stay closed.</returns>
        public TimeSpan? ReconnectDelay(int retry)
        {
            return ReconnectDelay(retry, Wire.Chance());
        }

        /// <summary>Computes the delay before connecting again, with a random number from the caller.</summary>
        /// <param name="retry">The number of the attempt to connect again, counted from 0.</param>
        /// <param name="chance">A number from 0 to 1; the larger, the shorter the delay.</param>
        /// <returns>The delay; null if the client should stay closed.</returns>
        public TimeSpan? ReconnectDelay(int retry, double chance)
        {
            switch (Reconnect)
            {
                case Reconnect.Backoff: return RetryPolicy.Delay(retry, chance);
                case Reconnect.Immediately: return TimeSpan.Zero;
                default: return null;
            }
        }
    }
